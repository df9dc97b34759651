import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { pages } from './pages.ts';

/** Alt+1 is the first page of the navigation, and so on. */
export function usePageKeys(shown: readonly Pick<(typeof pages)[number], 'to'>[]): void {
  const navigate = useNavigate();
  useHotkeys(shown.map(({ to }, index) => [`alt+${index + 1}`, () => void navigate({ to })]));
}
