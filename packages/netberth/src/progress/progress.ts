/** Says how far something is, on the error output: a bar on a terminal, a line for each tenth in a log. */
export type Progress = { at(done: number): void; end(): void };
