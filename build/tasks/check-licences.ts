import { licenceFile, type ShippedPackage, shippedPackages } from './packages.ts';

/** Licences under which a package may be in an application that is itself Apache-2.0. */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  // File-level copyleft: unchanged files may be in any application.
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
]);

/** Packages under another licence, each argued for in docs/dependencies.md. */
const argued: Readonly<Record<string, string>> = {
  'react-leaflet': 'Hippocratic-2.1',
  '@react-leaflet/core': 'Hippocratic-2.1',
};

/** Packages that name no licence in package.json; the text beside it is what counts. */
const knownTexts: readonly (readonly [RegExp, string])[] = [
  [/^(The )?MIT License|Permission is hereby granted, free of charge/m, 'MIT'],
  [/Redistribution and use in source and binary forms/, 'BSD-3-Clause'],
];

/** Every production dependency, of all platforms. A licence that nobody has looked at is a failure. */
export async function checkLicences(): Promise<{ isGood: boolean; text: string }> {
  const packages = shippedPackages();
  const bad = packages.filter((shipped) => !isAllowed(shipped));
  if (bad.length > 0) {
    const lines = bad.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
    return { isGood: false, text: `Licences that are not allowed:\n${lines.join('\n')}` };
  }
  return { isGood: packages.length > 0, text: `${packages.length} packages` };
}

function isAllowed(shipped: ShippedPackage): boolean {
  const licence = shipped.licence === 'unknown' ? licenceByText(shipped) : shipped.licence;
  if (licence === null) return false;
  return argued[shipped.name] === licence || isAllowedExpression(licence);
}

/** SPDX: one of an OR must be allowed, all of an AND. */
function isAllowedExpression(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(/ OR /i)
    .some((part) => part.split(/ AND /i).every((id) => allowed.has(id.trim())));
}

function licenceByText(shipped: ShippedPackage): string | null {
  const text = licenceFile(shipped)?.text;
  return text === undefined ? null : (knownTexts.find(([pattern]) => pattern.test(text))?.[1] ?? null);
}
