// SPDX-License-Identifier: Apache-2.0
// PKCS#11 v2.40 as we use it: one module a process, one session, results instead of return values.
#pragma once

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <p11-kit/pkcs11.h>

namespace salus::keys {

/// Code::unavailable when the token can't answer, else Code::corrupt: what it was given isn't its own.
Result<void> check(CK_RV returned, Literal context);

/// An attribute of an object, by reference to a value that outlives it.
template <class T>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const T& value) {
  return {type, const_cast<T*>(&value), sizeof value};
}
inline CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, ByteView value) {
  return {type, const_cast<std::byte*>(value.data()), value.size()};
}
inline constexpr CK_BBOOL yes = CK_TRUE;
inline constexpr CK_BBOOL no = CK_FALSE;

/// An initialised module. Its code stays loaded for good, since libraries with static state don't unload
/// well; the destructor finalises it, so that it can be initialised again.
class Module {
 public:
  /// Code::absent when there is no such library, Code::conflict when this process has it open already.
  static Result<Module> open(const std::filesystem::path& library);
  Module(Module&& other) noexcept : functions_(std::exchange(other.functions_, nullptr)) {}
  Module& operator=(Module&&) = delete;
  ~Module();
  CK_FUNCTION_LIST* operator->() const { return functions_; }

  /// The slot whose token has this label, and the first one whose token is blank.
  Result<std::optional<CK_SLOT_ID>> slot_of(std::string_view label) const;
  Result<CK_SLOT_ID> blank_slot() const;

 private:
  explicit Module(CK_FUNCTION_LIST* functions) : functions_(functions) {}
  Result<std::vector<CK_SLOT_ID>> slots() const;

  CK_FUNCTION_LIST* functions_;
};

/// A read-write session. Not thread-safe.
class Session {
 public:
  static Result<Session> open(const Module& module, CK_SLOT_ID slot);
  Session(Session&& other) noexcept
      : module_(other.module_),
        slot_(other.slot_),
        handle_(std::exchange(other.handle_, CK_INVALID_HANDLE)) {}
  Session& operator=(Session&&) = delete;
  ~Session();

  Result<void> login(CK_USER_TYPE user, const crypto::SecretBytes& pin);
  const Module& module() const { return module_; }
  CK_SESSION_HANDLE handle() const { return handle_; }

  using Attributes = std::vector<CK_ATTRIBUTE>;
  Result<std::vector<CK_OBJECT_HANDLE>> find(Attributes wanted) const;
  Result<Bytes> value(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
  /// The value of an extractable session object.
  Result<crypto::SecretBytes> secret_value(CK_OBJECT_HANDLE object) const;
  void destroy(CK_OBJECT_HANDLE object) const;

  // Each in a session of its own: one that fails may leave its session busy, and v2.40 has no way to cancel.
  Result<Bytes> encrypt(CK_MECHANISM mechanism, CK_OBJECT_HANDLE key, ByteView plain) const;
  Result<crypto::SecretBytes> decrypt(CK_MECHANISM mechanism, CK_OBJECT_HANDLE key, ByteView sealed) const;

 private:
  Session(const Module& module, CK_SLOT_ID slot, CK_SESSION_HANDLE handle)
      : module_(module), slot_(slot), handle_(handle) {}
  const Module& module_;
  CK_SLOT_ID slot_;
  CK_SESSION_HANDLE handle_;
};

/// PKCS#11 takes everything by pointer to mutable bytes, and changes none of what it reads.
inline unsigned char* raw(ByteView bytes) {
  return reinterpret_cast<unsigned char*>(const_cast<std::byte*>(bytes.data()));
}

}  // namespace salus::keys
