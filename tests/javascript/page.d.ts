// What tests look at in pages, beyond what the language's own declarations say.

/** What the search's script puts into the page. */
declare var jbSearch: any;

/** The texts of scripts, and the function that fills them. */
declare var jbTexts: any;
declare var jbWords: any;

/** Tests know which elements they have asked for. */
interface Element {
  checkVisibility: any;
  close: any;
  currentSrc: any;
  dataset: any;
  href: any;
  innerText: any;
  naturalWidth: any;
  open: any;
  value: any;
}

/** What tests and the scripts that they inject keep there. */
interface Window {
  axe: any;
  hacked: any;
  hostile: any;
  marked: any;
  moved: any;
}

/** Of layout shifts. */
interface PerformanceEntry {
  sources: any;
  value: any;
}
