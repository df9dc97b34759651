/** A program of the host that a stage calls, and the Debian package that has it. */
export type NeededProgram = { readonly program: string; readonly package: string };
