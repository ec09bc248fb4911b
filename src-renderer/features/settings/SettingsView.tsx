import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/index.ts';
import { Card, ErrorNotice, Kbd, KeyValue, Spinner, ViewHeader } from '../../ui/index.ts';
import { ModelsCard } from './models/ModelsCard.tsx';
import { ThemeChoices } from './ThemeChoices.tsx';

const hostNames = {
  electron: 'Desktop application',
  web: 'Web host on this computer',
  cli: 'Command line',
} as const;

const shortcuts: readonly { keys: readonly string[]; text: string }[] = [
  { keys: ['G', 'S'], text: 'Studies' },
  { keys: ['G', 'F'], text: 'Footage' },
  { keys: ['G', 'P'], text: 'Plan' },
  { keys: ['G', 'A'], text: 'Analysis' },
  { keys: ['G', 'V'], text: 'Player' },
  { keys: ['G', 'J'], text: 'Journeys' },
  { keys: ['G', 'R'], text: 'Reports' },
  { keys: ['↑', '↓'], text: 'Move in a table' },
  { keys: ['Space'], text: 'Select the row' },
  { keys: ['Enter'], text: 'Open the row' },
];

export function SettingsView() {
  const info = useQuery(orpc.system.info.queryOptions());
  return (
    <>
      <ViewHeader title="Settings" />
      <div className="min-h-0 flex-1 overflow-y-auto p-6">
        <div className="mx-auto flex max-w-3xl flex-col gap-4">
          <Card title="Appearance">
            <ThemeChoices />
          </Card>
          <ModelsCard />
          {info.error !== null && <ErrorNotice error={info.error} />}
          {info.isPending && <Spinner label="Asking the host…" />}
          {info.data !== undefined && (
            <Card title="About">
              <KeyValue
                items={[
                  { key: 'Wandr', value: info.data.version },
                  { key: 'Runs as', value: hostNames[info.data.host] },
                  {
                    key: 'Computer',
                    value: `${info.data.platform}, ${info.data.cpuCount} processor cores`,
                  },
                  {
                    key: 'New studies go to',
                    value: <span className="font-mono text-xs">{info.data.studiesFolder}</span>,
                  },
                  { key: 'Network', value: 'None. Nothing leaves this computer.' },
                  { key: 'Licence', value: 'Apache-2.0' },
                ]}
              />
            </Card>
          )}
          <Card title="Keyboard">
            <ul className="grid grid-cols-2 gap-x-8 gap-y-2">
              {shortcuts.map(({ keys, text }) => (
                <li key={text} className="flex items-center gap-2">
                  <span className="flex-1 text-ink-2">{text}</span>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </>
  );
}
