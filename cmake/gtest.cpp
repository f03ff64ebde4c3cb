// SPDX-License-Identifier: Apache-2.0
// Holds the precompiled GoogleTest header that every room's tests share.
