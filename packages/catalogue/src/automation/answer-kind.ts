/** An answer file that comes with Netberth, by what reads it. The texts are in `answers/<id>/<name>.liquid`. */
export type AnswerKind = {
  /** The automation kind of the product's input. */
  readonly id: string;
  /** For people: who reads it. */
  readonly title: string;
  /** The file that the installer is pointed to, first, and what it fetches beside. */
  readonly files: readonly string[];
  /** Settings without which it would have to guess. */
  readonly required: readonly string[];
  /** Without one of these nobody could sign in. */
  readonly access: readonly string[];
};

const keyOrPassword = ['ssh-keys', 'password'];

export const answerKinds: readonly AnswerKind[] = [
  {
    id: 'preseed',
    title: "Debian's installer, and those of its descendants",
    files: ['preseed.cfg'],
    required: [],
    access: keyOrPassword,
  },
];

export function answerKindOf(automation: string | undefined): AnswerKind | undefined {
  return answerKinds.find(({ id }) => id === automation);
}
