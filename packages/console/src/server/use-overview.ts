import { overviewSchema, overviewShow } from '@netberth/api';
import type { Overview } from '@netberth/api';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from './ask.ts';
import { queryClient } from './query-client.ts';

const overviewKey = ['overview'] as const;
const pollMs = 5000;

/** What is going on, as it changes. `isLive`: the server tells by itself; else it is asked now and then. */
export function useOverview(): { overview: Overview | undefined; isLive: boolean; error: unknown } {
  const [isLive, setLive] = useState(false);
  const { data, error } = useQuery({
    queryKey: overviewKey,
    queryFn: ({ signal }) => ask(overviewShow, {}, signal),
    refetchInterval: isLive ? false : pollMs,
  });
  useEffect(() => {
    const stream = new EventSource('/api/v1/overview/stream');
    stream.addEventListener('open', () => setLive(true));
    stream.addEventListener('error', () => setLive(false));
    stream.addEventListener('overview', ({ data: text }: MessageEvent<string>) => {
      const told = overviewSchema.safeParse(JSON.parse(text));
      if (told.success) queryClient.setQueryData(overviewKey, told.data);
    });
    return () => stream.close();
  }, []);
  return { overview: data, isLive, error };
}
