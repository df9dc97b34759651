import { exitCodes, section } from './verb-page.ts';
import { wrapTerms, wrapText } from './wrap-text.ts';

/** One setting of the server, as its table has it. */
export type SettingFlag = {
  readonly name: string;
  readonly flag: string;
  readonly variable: string;
  readonly group: string;
  readonly help: string;
  /** Empty: a switch. */
  readonly placeholder: string;
  /** Null: not set. */
  readonly preset: string | null;
};

const description =
  'Starts the boot plane (what machines may reach) and the admin plane (console and API), and says what to point a machine at. Every setting has one name in three places: as a flag here, in the environment, and in netberth.yaml in the data folder; a flag wins over the environment, that over the file.';

/** The whole `netberth serve --help`. */
export function servePage(settings: readonly SettingFlag[], width: number): string {
  const groups = [...new Set(settings.map(({ group }) => group))];
  const sections = [
    ['Usage: netberth serve [flags]'],
    ['Run the server.', '', ...wrapText(description, width, 0)],
    ...groups.map((group) =>
      section(
        group,
        settingTerms(
          settings.filter((each) => each.group === group),
          width,
        ),
      ),
    ),
    section('Examples', examples),
    section('What comes next', next),
    exitCodes,
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const examples: readonly string[] = [
  '  # on the usual ports, data in ./data',
  '  netberth serve',
  '  # another place and other ports',
  '  netberth serve --data /srv/netberth --boot-listen 192.0.2.1:80 --admin-listen 127.0.0.1:9081',
];

const next: readonly string[] = [
  '  # what machines of your network are told to boot',
  '  netberth dhcp check',
  '  # the machines that asked',
  '  netberth machine list',
];

function settingTerms(settings: readonly SettingFlag[], width: number): readonly string[] {
  const terms = settings.map(({ flag, placeholder, help, preset, variable, name }) => {
    const names = `${variable}, ${name}`;
    const origin = preset === null || preset === '' ? `(${names})` : `(default: ${preset}; ${names})`;
    return [`--${flag} ${placeholder}`.trim(), `${help} ${origin}`] as const;
  });
  return wrapTerms(terms, width);
}
