//! Words that belong to the form of a question rather than to its subject.

const ENGLISH: &str = "a about all am an and any are as at be been but by can could did do does doing for from had has have having he \
    her his how i if in into is it its just may me might must my no not of on or our out own shall she should so some such than that \
    the their them then there these they this those to too up us was we were what when where which who whom whose why will with \
    would you your";
const GERMAN: &str = "aber als am an auch auf aus bei bin bis das dass dein dem den der des die dies diese dieser dieses du durch ein \
    eine einem einen einer eines er es für gibt hat habe haben ich ihr im in ist kann kein keine man mein mich mir mit muss nach nicht \
    noch nur ob oder ohne sein sich sie sind so soll um und uns unser unter vom von vor wann war warum was wem wen wenn wer werden wie \
    wieso wir wird wo woher wohin zu zum zur über";
const FRENCH: &str = "a à au aux avec ce ces cette comment dans de des du elle en est et être il ils je la le les leur lui ma mais me mes \
    mon ne nos notre nous on ou où par pas peut pour pourquoi qu quand que quel quelle qui quoi sa sans se ses son sont sur ta tes ton \
    tu un une vos votre vous y";
const SPANISH: &str = "a al como con cual cuando de del donde el ella en es esta este esto hay la las lo los mas me mi mis no nos o para \
    pero por porque puedo que quien se ser si sin sobre son su sus tu un una y ya";

/// The stop words of a language, given as a BCP 47 tag, as people write them; none for a language without a list.
pub(super) fn of(language: &str) -> impl Iterator<Item = &'static str> {
    let language = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let words = match &*language {
        "en" => ENGLISH,
        "de" => GERMAN,
        "fr" => FRENCH,
        "es" => SPANISH,
        _ => "",
    };
    words.split_whitespace()
}
