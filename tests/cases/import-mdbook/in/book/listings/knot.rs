fn main() {
    // ANCHOR: knot
    let line = Line::new();
    line.tie();
    // ANCHOR_END: knot
}
