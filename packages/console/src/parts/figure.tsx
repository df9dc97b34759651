import type { ReactNode } from 'react';

/** A number and its unit, or a time: in a narrow table it stays on one line. */
export function Figure({ children }: { readonly children: ReactNode }) {
  return <span className="nb-figure">{children}</span>;
}
