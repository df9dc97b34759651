import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../../app/style-nonce.ts';
import { editorTheme } from './editor-theme.ts';
import { offeredWords } from './template-words.ts';

/** What is wrong with the text, and in which line (from 1). */
export type Fault = { readonly text: string; readonly line: number | null };

type Props = {
  readonly label: string;
  /** Put into the editor when it is shown first; to show another text, give it another key. */
  readonly text: string;
  readonly isFixed: boolean;
  readonly settings: readonly string[];
  readonly fault: Fault | null;
  readonly onChange: (text: string) => void;
};

/** A text editor (CodeMirror) that knows what may stand in a template. */
export function Editor({ label, text, isFixed, settings, fault, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const told = useRef({ onChange, settings });
  told.current = { onChange, settings };
  useEffect(() => {
    if (place.current === null) return;
    const offer = (context: CompletionContext) => complete(context, told.current.settings);
    const extensions = [
      EditorView.cspNonce.of(styleNonce),
      editorTheme,
      minimalSetup,
      lintGutter(),
      autocompletion({ override: [offer] }),
      keymap.of(completionKeymap),
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorState.readOnly.of(isFixed),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) told.current.onChange(state.doc.toString());
      }),
    ];
    const made = new EditorView({
      state: EditorState.create({ doc: text, extensions }),
      parent: place.current,
    });
    view.current = made;
    return () => made.destroy();
    // oxlint-disable-next-line react/exhaustive-deps -- the text and its label are those that it began with
  }, []);
  useEffect(() => {
    const { current } = view;
    if (current !== null) current.dispatch(setDiagnostics(current.state, diagnostics(current.state, fault)));
  }, [fault]);
  return <div ref={place} />;
}

function complete(context: CompletionContext, settings: readonly string[]): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const offered = offeredWords(line.text.slice(0, context.pos - line.from), settings);
  if (offered === null) return null;
  return { from: line.from + offered.from, options: offered.words.map((label) => ({ label })) };
}

function diagnostics({ doc }: EditorState, fault: Fault | null) {
  if (fault === null) return [];
  const line = doc.line(Math.min(fault.line ?? 1, doc.lines));
  return [{ from: line.from, to: line.to, severity: 'error' as const, message: fault.text }];
}
