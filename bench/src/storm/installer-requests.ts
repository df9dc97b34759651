import { plainRequest } from './storm-request.ts';
import type { StormRequest } from './storm-request.ts';

/** The kernel arguments that tell the simulated installer what to do; `storm-images.ts` writes them. */
export const installerArguments = {
  image: 'storm.image',
  imageBytes: 'storm.image-bytes',
  postInstall: 'storm.post-install',
  finish: 'storm.finish',
} as const;

/** What an installer fetches and tells, in order. Empty when its kernel was not told how to finish. */
export function installerRequests(args: readonly string[], imageRanges: number): StormRequest[] {
  const told = new Map(args.map((arg) => [arg.split('=', 1)[0], arg.slice(arg.indexOf('=') + 1)]));
  const image = told.get(installerArguments.image);
  const imageBytes = Number(told.get(installerArguments.imageBytes));
  const postInstall = told.get(installerArguments.postInstall);
  const finish = told.get(installerArguments.finish);
  if (postInstall === undefined || finish === undefined) return [];
  const fetches = image === undefined ? [] : imageRequests(image, imageBytes, imageRanges);
  return [...fetches, plainRequest('post-install', postInstall), plainRequest('finish', finish)];
}

function imageRequests(url: string, sizeBytes: number, ranges: number): StormRequest[] {
  if (ranges === 1) return [{ kind: 'image', url, span: null, wantedBytes: sizeBytes }];
  const lengthBytes = Math.ceil(sizeBytes / ranges);
  return Array.from({ length: ranges }, (_, index): StormRequest => {
    const span = { from: index * lengthBytes, to: Math.min((index + 1) * lengthBytes, sizeBytes) };
    return { kind: 'image', url, span, wantedBytes: span.to - span.from };
  });
}
