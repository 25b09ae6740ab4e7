// What is fetched only when there is something to mark on a page, to offer before a search, or to suggest to who is lost: a script of its own.
import { highlight } from "./arrival.js";
import { suggest } from "./lost.js";
import { recents } from "./recent.js";

Object.assign(globalThis.jbSearch, { highlight, recents, suggest });
