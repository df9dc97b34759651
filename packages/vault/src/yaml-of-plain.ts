/**
 * A string as the YAML of a value: a literal block when it has lines that people want to read (a key, a script), else between
 * quotation marks. JSON's strings are strings of YAML 1.2 (chapter 1.3 there).
 */
export function yamlOfPlain(text: string, indent: string): string {
  const isBlock =
    indent !== '' && /^[^\s][^\t\r]*\n/.test(text) && isPrintable(text) && !text.endsWith('\n\n');
  if (!isBlock) return JSON.stringify(text);
  const lines = text.replace(/\n$/, '').split('\n');
  const chomping = text.endsWith('\n') ? '|' : '|-';
  return [chomping, ...lines.map((line) => (line === '' ? '' : `${indent}${line}`))].join('\n');
}

const isPrintable = (text: string) => /^[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/.test(text);
