import { mediaList } from '@netberth/api';
import type { Medium } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../server/ask.ts';

/** undefined: not known yet. */
export function useMedia(): { readonly media: readonly Medium[] | undefined; readonly error: unknown } {
  const { data, error } = useQuery({
    queryKey: ['media'],
    queryFn: ({ signal }) => ask(mediaList, {}, signal),
  });
  return { media: data?.media, error };
}
