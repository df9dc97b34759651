import type { Problem } from './problem.ts';

/** What is wrong, what is wanted, and the way out, as one sentence for a person. */
export function problemText(problem: Problem): string {
  switch (problem.kind) {
    case 'bad-path':
      return `cannot use path "${problem.path}": ${problem.why}`;
    case 'duplicate-name':
      return `cannot place "${problem.path}": "${problem.other}" has the same name${inStructure(problem.structure)}; rename one`;
    case 'impossible-name':
      return `cannot name "${problem.path}" in ${problem.structure}: ${problem.why}`;
    case 'too-deep':
      return `cannot place "${problem.path}": it is on level ${problem.levels}, ISO 9660 has ${problem.mostLevels} with the root; move it up`;
    case 'too-many-entries':
      return `cannot fill the folder "${problem.path}": it needs ${problem.entries} entries, ${problem.most} are the most; use subfolders`;
    case 'file-too-large':
      return `cannot place "${problem.path}": it has ${problem.sizeBytes} bytes, ${problem.mostBytes} are the most`;
    case 'label-too-long':
      return `cannot use label "${problem.label}" for ${problem.structure}: it has ${problem.label.length} characters, ${problem.mostCharacters} are the most`;
    case 'label-characters':
      return `cannot use label "${problem.label}" for ${problem.structure}: allowed are ${problem.allowed}`;
    case 'bad-time':
      return `cannot use time ${problem.epochSeconds} for ${problem.structure}: wanted are whole seconds since 1970 ${problem.range}`;
    case 'bad-number':
      return `cannot use ${problem.value} as ${problem.name}: wanted is ${problem.wanted}`;
    case 'bad-guid':
      return `cannot use "${problem.guid}" as ${problem.name}: wanted is a GUID like 0f8e6d2a-1111-4222-8333-444455556666`;
    case 'image-full':
      return `cannot fill an image of ${problem.sizeBytes} bytes: its files and folders need one of ${problem.neededBytes}; make it larger or leave the size out`;
    case 'impossible-size':
      return `cannot make an image of ${problem.sizeBytes} bytes: ${problem.why}`;
    case 'no-boot-file':
      return `cannot boot from "${problem.path}": no such file is in the tree`;
    case 'bad-boot-file':
      return `cannot boot from "${problem.path}": ${problem.why}`;
    case 'bad-boot-code':
      return `cannot use the boot code: ${problem.why}`;
    case 'no-slot':
      return `cannot replace slot "${problem.slot}": the plan has ${problem.known.length === 0 ? 'no slots' : `only ${problem.known.map((name) => `"${name}"`).join(', ')}`}`;
    case 'slot-too-small':
      return `cannot fill slot "${problem.slot}": it holds ${problem.mostBytes} bytes, ${problem.sizeBytes} were given`;
  }
}

function inStructure(structure: string | undefined): string {
  return structure === undefined ? '' : ` in ${structure}`;
}
