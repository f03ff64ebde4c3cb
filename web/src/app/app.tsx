// SPDX-License-Identifier: Apache-2.0
// Puts the providers around the routes.
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { I18nextProvider } from 'react-i18next';
import { Problem, Unreachable } from '../wire/problem.ts';
import { i18n } from '../shared/i18n/i18n.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { SessionGate } from './session-gate.tsx';
import { theme } from './theme.ts';

// Answers live in memory only and are forgotten soon: they hold PHI.
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      gcTime: 60_000,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && (error instanceof Unreachable || (error instanceof Problem && error.status === 503)),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <ErrorBoundary>
            <SessionGate />
          </ErrorBoundary>
        </QueryClientProvider>
      </I18nextProvider>
    </MantineProvider>
  );
}
