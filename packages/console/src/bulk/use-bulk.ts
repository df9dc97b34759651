import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { queryClient } from '../server/query-client.ts';
import { runBulk } from './run-bulk.ts';
import type { BulkProgress } from './run-bulk.ts';

/** A bulk that can be watched and stopped. */
export function useBulk<Item>(run: (item: Item) => Promise<unknown>) {
  const [progress, setProgress] = useState<BulkProgress<Item>>({ done: 0, refused: [] });
  const controller = useRef<AbortController>(new AbortController());
  const mutation = useMutation({
    mutationFn: (items: readonly Item[]) => {
      controller.current = new AbortController();
      setProgress({ done: 0, refused: [] });
      return runBulk(items, run, setProgress, controller.current.signal);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['machines'] }),
  });
  return {
    progress,
    start: (items: readonly Item[]) => mutation.mutate(items),
    stop: () => controller.current.abort(),
    isRunning: mutation.isPending,
    isDone: mutation.isSuccess,
    error: mutation.error,
  };
}
