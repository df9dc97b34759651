import { PublishProblem } from '@netberth/publish';
import { createSigningKey } from '@netberth/publish/node';
import { Failure } from '../failure.ts';

/** `menu key` */
export async function makeKey({ file, name }: { readonly file: string; readonly name: string }) {
  try {
    return { file, fingerprint: await createSigningKey(file, name) };
  } catch (error) {
    if (error instanceof PublishProblem) throw new Failure(error.message, { cause: error });
    throw error;
  }
}
