/** Packages that only those who measure install. */
declare module "minisearch";
declare module "@orama/orama";
declare module "pagefind";
