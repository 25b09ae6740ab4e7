// The search: fetched when a reader opens it. The files of this folder are modules for those who read, test and check them; the program
// joins them to the one script that readers load, in which each calls the others by name.
import { arrive, open } from "./dialog.js";
import { engine } from "./engine.js";
import { distance } from "./likeness.js";
import { ask, receive } from "./loading.js";
import { densest, isMarked, item, make, shown } from "./results.js";
import { compounds, fold } from "./terms.js";

Object.assign(globalThis, {
  jbSearch: Object.assign(receive, { engine, compounds, densest, fold, distance, isMarked, make, item, shown, ask, open, arrive }),
});
