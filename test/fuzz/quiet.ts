/*
 * Imported before the older client of Network Manager, which keeps `console.warn` when it is loaded and warns of each field of another
 * type, with a stack: of a hundred thousand inputs that is all that would be seen.
 */

console.warn = () => undefined;
