/** The structures that have rules of their own about names and labels. */
export type Structure = 'ISO 9660' | 'Joliet' | 'Rock Ridge' | 'FAT' | 'GPT' | 'MBR';

/** What is wrong with an input. `problemText` says it in a sentence. */
export type Problem =
  | { readonly kind: 'bad-path'; readonly path: string; readonly why: string }
  | {
      readonly kind: 'duplicate-name';
      readonly path: string;
      readonly other: string;
      readonly structure?: Structure;
    }
  | {
      readonly kind: 'impossible-name';
      readonly path: string;
      readonly structure: Structure;
      readonly why: string;
    }
  | { readonly kind: 'too-deep'; readonly path: string; readonly levels: number; readonly mostLevels: number }
  | {
      readonly kind: 'too-many-entries';
      readonly path: string;
      readonly entries: number;
      readonly most: number;
    }
  | {
      readonly kind: 'file-too-large';
      readonly path: string;
      readonly sizeBytes: number;
      readonly mostBytes: number;
    }
  | {
      readonly kind: 'label-too-long';
      readonly label: string;
      readonly structure: Structure;
      readonly mostCharacters: number;
    }
  | {
      readonly kind: 'label-characters';
      readonly label: string;
      readonly structure: Structure;
      readonly allowed: string;
    }
  | {
      readonly kind: 'bad-time';
      readonly epochSeconds: number;
      readonly structure: Structure;
      readonly range: string;
    }
  | { readonly kind: 'bad-number'; readonly name: string; readonly value: number; readonly wanted: string }
  | { readonly kind: 'bad-guid'; readonly name: string; readonly guid: string }
  | { readonly kind: 'image-full'; readonly neededBytes: number; readonly sizeBytes: number }
  | { readonly kind: 'impossible-size'; readonly sizeBytes: number; readonly why: string }
  | { readonly kind: 'no-boot-file'; readonly path: string }
  | { readonly kind: 'bad-boot-file'; readonly path: string; readonly why: string }
  | { readonly kind: 'bad-boot-code'; readonly why: string }
  | { readonly kind: 'no-slot'; readonly slot: string; readonly known: readonly string[] }
  | {
      readonly kind: 'slot-too-small';
      readonly slot: string;
      readonly sizeBytes: number;
      readonly mostBytes: number;
    };
