// SPDX-License-Identifier: Apache-2.0
// Beast's own functions, compiled once for the whole program.
#include <boost/beast/src.hpp>
