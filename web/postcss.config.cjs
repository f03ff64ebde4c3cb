// SPDX-License-Identifier: Apache-2.0
// Mantine's light-dark() and breakpoint mixins for our own style sheets.
module.exports = { plugins: { 'postcss-preset-mantine': {} } };
