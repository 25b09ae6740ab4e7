use super::*;

#[test]
fn the_default_journey_is_a_consistent_loop() {
    let journey = Journey::default();
    assert_eq!(journey.arc_faults(), []);
    assert_eq!((journey.stages.len(), journey.arcs.len(), journey.needs.len()), (7, 3, 5));
    let ids: Vec<&str> =
        journey.stages.iter().map(|stage| &*stage.id).chain(journey.needs.iter().map(|need| &*need.id)).collect();
    for (position, id) in ids.iter().enumerate() {
        assert_eq!(id_fault(id), None, "{id}");
        assert!(!ids[..position].contains(id), "{id} twice");
    }
    assert!(
        journey
            .stages
            .iter()
            .all(|stage| stage.summary.ends_with('.')
                && journey.arc_of(journey.stage_of(&stage.id).expect("its own id")).is_some())
    );
    assert!(journey.needs.iter().all(|need| need.summary.ends_with('.') && !need.offers.is_empty()));
    assert_eq!(&*journey.arcs[0].title, "From inspiration to production");
    assert_eq!(journey.after(StageIndex(6)), StageIndex(0));
    assert_eq!(journey.before(StageIndex(0)), StageIndex(6));
}

#[test]
fn ids_are_slugs() {
    for id in ["adoption", "social-action", "stage-2", "7", "採用", "évaluation"] {
        assert_eq!(id_fault(id), None, "{id}");
    }
    let long = "a".repeat(101);
    for id in ["", "Adoption", "a b", "-a", "a-", "a--b", "a/b", "..", "a.b", "a_b", "map", "theme", "con", "lpt1", "🎉", &long]
    {
        assert!(id_fault(id).is_some(), "{id}");
    }
}

#[test]
fn arcs_that_are_no_loop_are_found() {
    let change = |change: fn(&mut Journey)| {
        let mut journey = Journey::default();
        change(&mut journey);
        journey.arc_faults()
    };
    assert_eq!(change(|journey| journey.arcs.clear()), []);
    assert_eq!(
        change(|journey| journey.arcs[1].stages.reverse()),
        [Fault::Misplaced { arc: 1, position: 0, expected: Some(StageIndex(4)) }]
    );
    assert_eq!(
        change(|journey| journey.arcs[2].stages.push(StageIndex(0))),
        [Fault::Misplaced { arc: 2, position: 1, expected: None }]
    );
    assert_eq!(change(|journey| journey.arcs[2].stages.clear()), [Fault::Uncovered(StageIndex(6))]);
    assert_eq!(change(|journey| journey.arcs[2].to = "rest".into()), [Fault::Apart { arc: 2, next: 0 }]);
}
