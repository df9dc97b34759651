import type { ArrivingFile } from '../../platform/files-elsewhere.ts';
import { describeArriving } from './image-file.ts';
import type { ImageFile } from './image-file.ts';

/** Files of images that lie in object storage; where there is none everything is here. */
export type BroughtFiles = {
  readonly fetch: (folder: string, path: string) => Promise<void>;
  readonly bring: (folder: string, path: string) => Promise<ArrivingFile | null>;
};

export type BroughtFile = AsyncDisposable &
  (
    | { readonly kind: 'here'; readonly arriving?: undefined }
    | { readonly kind: 'arriving'; readonly arriving: ImageFile }
    | { readonly kind: 'away'; readonly error: unknown }
  );

const nothing = { [Symbol.asyncDispose]: async () => undefined };

/** Has a file here that another server has imported, at once or, where the sender can wait for its parts, by and by. */
export async function bringImageFile(
  { fetch, bring }: BroughtFiles,
  folder: string,
  path: string,
  mayArrive: boolean,
): Promise<BroughtFile> {
  try {
    const arriving = mayArrive ? await bring(folder, path) : await fetch(folder, path);
    if (!arriving) return { kind: 'here', ...nothing };
    const file = describeArriving(path, path, arriving);
    return { kind: 'arriving', arriving: file, [Symbol.asyncDispose]: arriving.release };
  } catch (error) {
    return { kind: 'away', error, ...nothing };
  }
}
