/** Why there is no cloud to talk to; the message says what to do. */
export class CloudProblem extends Error {
  override readonly name = 'CloudProblem';
}
