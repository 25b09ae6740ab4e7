/** Packages that only those who measure install. */
declare module "minisearch";
