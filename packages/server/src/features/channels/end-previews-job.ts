import type { PreviewBuilder } from './preview-builder.ts';

const everyMs = 3_600_000;

/** Removes previews whose time is up; a server that builds none has none. */
export function startEndingPreviews(
  repository: string,
  builder: PreviewBuilder,
  onError: (error: unknown) => void,
): () => void {
  if (repository === '') return () => undefined;
  const sweep = () => {
    builder.removeExpired().catch(onError);
  };
  const timer = setInterval(sweep, everyMs);
  timer.unref();
  sweep();
  return () => clearInterval(timer);
}
