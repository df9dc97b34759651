/** Sentences of the editor of templates. */
export const englishTemplates = {
  open: 'Templates',
  title: (profile: string) => `Templates of ${profile}`,
  none: 'This profile has no templates.',
  fixed: (why: string) => `Only to be read here: ${why}.`,
  file: 'File',
  editor: (file: string) => `Template ${file}`,
  hint: 'Ctrl+Space offers variables and filters. Tab leads out of the editor.',
  save: 'Save',
  saved: 'Saved. Machines that fetch it from now on get this.',
  unsaved: 'Not saved yet.',
  forMachine: 'What a machine would get',
  machine: 'Machine',
  machineHint: 'Id, MAC or host name',
  whichMachine: 'Name a machine to see what it would get, and what is missing for it.',
  cannotBeMade: 'It cannot be made for this machine',
  conflict: 'Somebody else has changed it meanwhile',
  conflictText:
    'Nothing is lost: yours is still in the editor, theirs is below. Take over what you need, then save yours over theirs, or take theirs.',
  theirs: 'Theirs',
  takeTheirs: 'Take theirs and lose mine',
  saveOver: 'Save mine over theirs',
};
