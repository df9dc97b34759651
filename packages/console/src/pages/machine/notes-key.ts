/** The template value that the console shows and keeps as notes. */
export const notesKey = 'notes';
