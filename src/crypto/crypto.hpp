// SPDX-License-Identifier: Apache-2.0
// The front door of crypto: pure functions over bytes, with OpenSSL out of sight.
//
// Nothing here blocks or keeps state between calls but contexts a thread, so everything is safe to call from
// any thread. A failure of the library itself ends the program: going on without cryptography is not an
// option.
#pragma once

#include "crypto/aead.hpp"
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"
#include "crypto/sign.hpp"
