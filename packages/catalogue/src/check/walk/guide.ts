import type { Key, Pause, Person } from '@netberth/ipxe/simulate';

type MenuPause = Extract<Pause, { kind: 'menu' }>;

/** What somebody answers at the static menu, in the order of its questions. */
export type Route = {
  /** The label to choose at each menu: a section, a product, an item of each axis. */
  readonly labels: readonly string[];
  /** The text to type, by the setting that is asked for. */
  readonly texts: Readonly<Record<string, string>>;
};

/** A person who goes a route, and what became of it. */
export type Guide = {
  readonly person: Person;
  /** What each menu offered, by the labels that were chosen before it. */
  readonly offered: ReadonlyMap<string, readonly string[]>;
  /** Why the person could not go on; null: no reason. */
  readonly lost: () => string | null;
};

/** Who goes this route says yes to a warning at its end, and goes nowhere else. */
export function guideAlong({ labels, texts }: Route): Guide {
  const chosen: string[] = [];
  const offered = new Map<string, readonly string[]>();
  let lost: string | null = null;
  const atMenu = (pause: MenuPause): Key | null => {
    const names = pause.items.flatMap(({ label }) => label ?? []);
    const isWarning = chosen.length === labels.length && names.join() === 'no,yes';
    const wanted = isWarning ? 'yes' : labels[chosen.length];
    if (!isWarning) offered.set(chosen.join('/'), names);
    if (wanted === undefined || !names.includes(wanted)) {
      lost = `the menu "${pause.title}" ${wanted === undefined ? 'asks once more' : `does not offer "${wanted}"`}: it has ${names.join(', ')}`;
      return null;
    }
    const key = keyTowards(pause, wanted);
    if (key === 'Enter' && !isWarning) chosen.push(wanted);
    return key;
  };
  const person: Person = (pause) => {
    if (pause.kind === 'menu') return atMenu(pause);
    if (pause.kind === 'read') return keyToType(pause.text, texts[pause.setting] ?? pause.text);
    lost = pause.kind === 'prompt' ? `it stops at "${pause.text}"` : 'it shows a form';
    return null;
  };
  return { person, offered, lost: () => lost };
}

function keyTowards({ items, selected }: MenuPause, wanted: string): Key {
  const place = items.findIndex(({ label }) => label === wanted);
  if (place === selected) return 'Enter';
  return place > selected ? 'Down' : 'Up';
}

/** Letter by letter, after what does not belong there is taken away. */
function keyToType(text: string, wanted: string): Key {
  if (text === wanted) return 'Enter';
  return wanted.startsWith(text) ? (Array.from(wanted.slice(text.length))[0] ?? 'Enter') : 'Backspace';
}
