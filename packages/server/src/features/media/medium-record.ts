import type { InputOf, mediaIssue } from '@netberth/api';

/** What was asked for when it was made, with the URL that counted then; firmware apart, everything its image is made of. */
export type MediumText = Omit<InputOf<typeof mediaIssue>, 'bootUrl'> & {
  readonly bootUrl: string;
};

/** What a medium is, whatever network stands in it. */
export type MediumShape = Pick<MediumText, 'firmware' | 'format' | 'label' | 'menu' | 'wait'>;

export type MediumRecord = {
  readonly id: number;
  readonly machineId: number;
  readonly text: MediumText;
  /** Whether its script carries a key; media of older versions have none. */
  readonly hasKey: boolean;
  readonly createdBy: string;
  readonly createdAtMs: number;
};
