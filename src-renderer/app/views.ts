/** Every view of the application, in the order of the navigation. */
import {
  Cpu,
  FileText,
  Film,
  FolderClosed,
  type LucideIcon,
  Map as MapIcon,
  Play,
  Route as RouteIcon,
  Scale,
  Search,
  Settings,
  UsersRound,
} from 'lucide-react';
import { type ComponentType, lazy } from 'react';
import type { ViewName } from '../lib/router.ts';

export interface ViewEntry {
  readonly name: ViewName;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Pressed after G. */
  readonly key: string;
  readonly needsStudy: boolean;
  readonly component: ComponentType;
}

export const views: readonly ViewEntry[] = [
  {
    name: 'studies',
    title: 'Studies',
    icon: FolderClosed,
    key: 's',
    needsStudy: false,
    component: lazy(async () => ({
      default: (await import('../features/studies/StudiesView.tsx')).StudiesView,
    })),
  },
  {
    name: 'footage',
    title: 'Footage',
    icon: Film,
    key: 'f',
    needsStudy: true,
    component: lazy(async () => ({
      default: (await import('../features/footage/FootageView.tsx')).FootageView,
    })),
  },
  {
    name: 'plan',
    title: 'Plan',
    icon: MapIcon,
    key: 'p',
    needsStudy: true,
    component: lazy(async () => ({ default: (await import('../features/plan/PlanView.tsx')).PlanView })),
  },
  {
    name: 'analysis',
    title: 'Analysis',
    icon: Cpu,
    key: 'a',
    needsStudy: true,
    component: lazy(async () => ({
      default: (await import('../features/analysis/AnalysisView.tsx')).AnalysisView,
    })),
  },
  {
    name: 'player',
    title: 'Player',
    icon: Play,
    key: 'v',
    needsStudy: true,
    component: lazy(async () => ({
      default: (await import('../features/player/PlayerView.tsx')).PlayerView,
    })),
  },
  {
    name: 'search',
    title: 'Search',
    icon: Search,
    key: 'l',
    needsStudy: true,
    component: lazy(async () => ({
      default: (await import('../features/search/SearchView.tsx')).SearchView,
    })),
  },
  {
    name: 'journeys',
    title: 'Journeys',
    icon: RouteIcon,
    key: 'j',
    needsStudy: true,
    component: lazy(async () => ({
      default: (await import('../features/journeys/JourneysView.tsx')).JourneysView,
    })),
  },
  {
    name: 'people',
    title: 'People',
    icon: UsersRound,
    key: 'u',
    needsStudy: true,
    component: lazy(async () => ({
      default: (await import('../features/people/PeopleView.tsx')).PeopleView,
    })),
  },
  {
    name: 'review',
    title: 'Review',
    icon: Scale,
    key: 'e',
    needsStudy: true,
    component: lazy(async () => ({
      default: (await import('../features/review/ReviewView.tsx')).ReviewView,
    })),
  },
  {
    name: 'reports',
    title: 'Reports',
    icon: FileText,
    key: 'r',
    needsStudy: true,
    component: lazy(async () => ({
      default: (await import('../features/reports/ReportsView.tsx')).ReportsView,
    })),
  },
  {
    name: 'settings',
    title: 'Settings',
    icon: Settings,
    key: 'o',
    needsStudy: false,
    component: lazy(async () => ({
      default: (await import('../features/settings/SettingsView.tsx')).SettingsView,
    })),
  },
];

export function viewEntry(name: ViewName): ViewEntry {
  const entry = views.find((view) => view.name === name);
  if (entry === undefined) throw new Error(`No view is named ${name}.`);
  return entry;
}
