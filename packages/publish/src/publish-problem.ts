/** What ends a publication, a rollback or a removal: a sentence for the person, with the way out. */
export class PublishProblem extends Error {
  override readonly name = 'PublishProblem';
}
