import './main.css';
import { createRoot } from 'react-dom/client';
import { followChanges, keepConnected, orpc, queryClient } from '../api/index.ts';
import { describeError } from '../lib/errors.ts';
import { navigate } from '../lib/router.ts';
import { startTheme } from '../lib/theme.ts';
import { App } from './App.tsx';
import { startNavigationKeys } from './navigation-keys.ts';

/** Opens the application on the work at hand, unless the address already says where to go. */
async function landOnStudy(): Promise<void> {
  if (window.location.hash !== '') return;
  const study = await queryClient.fetchQuery(orpc.studies.current.queryOptions());
  if (study === null || window.location.hash !== '') return;
  navigate(study.counts.journeys > 0 ? 'journeys' : 'footage', {}, { replace: true });
}

startTheme();
startNavigationKeys();
// The page's end is the only end of the connection, so nothing ever aborts this signal.
const { signal } = new AbortController();
void keepConnected(signal);
void followChanges(queryClient, signal);
landOnStudy().catch((error: unknown) => console.info('No study to open on:', describeError(error).message));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(<App />);
