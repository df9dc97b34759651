import pc from 'picocolors';
import { plainText } from './plain-text.ts';

/** How a piece of text is meant; a terminal shows it as colour, a file not at all. */
export type Meaning = 'plain' | 'good' | 'bad' | 'busy' | 'quiet' | 'strong';

/** Text with its meaning. The text is made harmless here, so whatever is printed went through this. */
export class Painted {
  readonly text: string;
  readonly meaning: Meaning;

  constructor(text: string, meaning: Meaning = 'plain') {
    this.text = plainText(text);
    this.meaning = meaning;
  }
}

export type Word = Painted | string | number;

export const good = (text: string): Painted => new Painted(text, 'good');
export const bad = (text: string): Painted => new Painted(text, 'bad');
export const busy = (text: string): Painted => new Painted(text, 'busy');
export const quiet = (text: string): Painted => new Painted(text, 'quiet');
export const strong = (text: string): Painted => new Painted(text, 'strong');

export function paintedOf(word: Word): Painted {
  return word instanceof Painted ? word : new Painted(String(word));
}

/** Turns a painted text into what is written out. */
export type Paint = (painted: Painted) => string;

export const withoutColours: Paint = ({ text }) => text;

export function withColours(): Paint {
  const colours = pc.createColors(true);
  return ({ text, meaning }) => {
    switch (meaning) {
      case 'plain':
        return text;
      case 'good':
        return colours.green(text);
      case 'bad':
        return colours.red(text);
      case 'busy':
        return colours.yellow(text);
      case 'quiet':
        return colours.dim(text);
      case 'strong':
        return colours.bold(text);
    }
  };
}
