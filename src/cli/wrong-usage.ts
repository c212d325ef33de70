/** What a person got wrong on the command line, for them to read. */
export class WrongUsage extends Error {}
