/** What ends a verb with a message for the person: what was wanted, what is, what to do. Exit 1. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
