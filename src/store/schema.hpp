// SPDX-License-Identifier: Apache-2.0
// The tables of the embedded engine, and how a connection must be set up before it touches them.
#pragma once

#include "sql.hpp"

#include <cstddef>

namespace salus::store {

/// Sets up the writing connection: WAL, a sync a commit; makes the tables of a new file. Recovers what a
/// crash left in the WAL and moves it into the main file before it returns. Code::corrupt for a wrong key,
/// Code::unsupported for tables of another version of the program.
Result<void> prepare_writer(Connection& connection, std::size_t cache_bytes);

/// Sets up a connection that can't write.
Result<void> prepare_reader(Connection& connection, std::size_t cache_bytes);

}  // namespace salus::store
