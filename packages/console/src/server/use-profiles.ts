import { profileList } from '@netberth/api';
import type { Profile } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { ask } from './ask.ts';

/** All of them: a server has tens, not thousands. */
export function useProfiles(): { profiles: readonly Profile[]; error: unknown; isKnown: boolean } {
  const { data, error } = useQuery({
    queryKey: ['profiles'],
    queryFn: ({ signal }) => ask(profileList, { limit: 1000 }, signal),
  });
  return { profiles: data?.profiles ?? [], error, isKnown: data !== undefined };
}
