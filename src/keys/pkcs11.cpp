// SPDX-License-Identifier: Apache-2.0
// Calls into the PKCS#11 module.
#include "pkcs11.hpp"

#include <algorithm>

#include <dlfcn.h>

namespace salus::keys {
namespace {

constexpr std::size_t largest_output = 4096;  // a wrapped key, whatever the mechanism

std::string_view trimmed(const unsigned char* text, std::size_t size) {
  std::string_view view(reinterpret_cast<const char*>(text), size);
  return view.substr(0, view.find_last_not_of(' ') + 1);
}

}  // namespace

Result<void> check(CK_RV returned, Literal context) {
  switch (returned) {
    case CKR_OK:
      return {};
    case CKR_HOST_MEMORY:
    case CKR_DEVICE_ERROR:
    case CKR_DEVICE_MEMORY:
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_SESSION_CLOSED:
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_COUNT:
    case CKR_USER_NOT_LOGGED_IN:
    case CKR_CRYPTOKI_NOT_INITIALIZED:
      return fail(Code::unavailable, context);
    default:
      return fail(Code::corrupt, context);
  }
}

Result<Module> Module::open(const std::filesystem::path& library) {
  void* const loaded = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (loaded == nullptr) return fail(Code::absent, "keys: cannot load the PKCS#11 module");
  const auto list = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(loaded, "C_GetFunctionList"));
  CK_FUNCTION_LIST* functions = nullptr;
  if (list == nullptr || list(&functions) != CKR_OK) return fail(Code::absent, "keys: not a PKCS#11 module");
  CK_C_INITIALIZE_ARGS arguments{};
  arguments.flags = CKF_OS_LOCKING_OK;
  const CK_RV returned = functions->C_Initialize(&arguments);
  if (returned == CKR_CRYPTOKI_ALREADY_INITIALIZED) {
    return fail(Code::conflict, "keys: this process has a home open already");
  }
  TRY(check(returned, "keys: C_Initialize failed"));
  return Module(functions);
}

Module::~Module() {
  if (functions_ != nullptr) functions_->C_Finalize(nullptr);
}

Result<std::vector<CK_SLOT_ID>> Module::slots() const {
  CK_ULONG count = 0;
  TRY(check(functions_->C_GetSlotList(CK_TRUE, nullptr, &count), "keys: C_GetSlotList failed"));
  std::vector<CK_SLOT_ID> slots(count);
  TRY(check(functions_->C_GetSlotList(CK_TRUE, slots.data(), &count), "keys: C_GetSlotList failed"));
  slots.resize(count);
  return slots;
}

Result<std::optional<CK_SLOT_ID>> Module::slot_of(std::string_view label) const {
  TRY(const auto all, slots());
  std::optional<CK_SLOT_ID> found;
  for (const CK_SLOT_ID slot : all) {
    CK_TOKEN_INFO info;
    TRY(check(functions_->C_GetTokenInfo(slot, &info), "keys: C_GetTokenInfo failed"));
    const bool initialised = (info.flags & CKF_TOKEN_INITIALIZED) != 0;
    if (!initialised || trimmed(info.label, sizeof info.label) != label) continue;
    if (found) return fail(Code::corrupt, "keys: two tokens with our label");
    found = slot;
  }
  return found;
}

Result<CK_SLOT_ID> Module::blank_slot() const {
  TRY(const auto all, slots());
  for (const CK_SLOT_ID slot : all) {
    CK_TOKEN_INFO info;
    TRY(check(functions_->C_GetTokenInfo(slot, &info), "keys: C_GetTokenInfo failed"));
    if ((info.flags & CKF_TOKEN_INITIALIZED) == 0) return slot;
  }
  return fail(Code::unavailable, "keys: no blank token");
}

Result<Session> Session::open(const Module& module, CK_SLOT_ID slot) {
  CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
  TRY(check(module->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &handle),
            "keys: C_OpenSession failed"));
  return Session(module, slot, handle);
}

Session::~Session() {
  if (handle_ != CK_INVALID_HANDLE) module_->C_CloseSession(handle_);
}

Result<void> Session::login(CK_USER_TYPE user, const crypto::SecretBytes& pin) {
  return check(module_->C_Login(handle_, user, raw(pin.view()), pin.size()),
               "keys: the token refuses the PIN in the home");
}

Result<std::vector<CK_OBJECT_HANDLE>> Session::find(Attributes wanted) const {
  TRY(check(module_->C_FindObjectsInit(handle_, wanted.data(), wanted.size()),
            "keys: C_FindObjectsInit failed"));
  std::vector<CK_OBJECT_HANDLE> found;
  CK_RV returned = CKR_OK;
  for (;;) {
    CK_OBJECT_HANDLE some[64];
    CK_ULONG count = 0;
    returned = module_->C_FindObjects(handle_, some, std::size(some), &count);
    if (returned != CKR_OK || count == 0) break;
    found.insert(found.end(), some, some + count);
  }
  module_->C_FindObjectsFinal(handle_);
  TRY(check(returned, "keys: C_FindObjects failed"));
  return found;
}

Result<Bytes> Session::value(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const {
  CK_ATTRIBUTE asked{type, nullptr, 0};
  TRY(check(module_->C_GetAttributeValue(handle_, object, &asked, 1), "keys: C_GetAttributeValue failed"));
  if (asked.ulValueLen > largest_output) return fail(Code::corrupt, "keys: an attribute is too long");
  Bytes value(asked.ulValueLen);
  asked.pValue = value.data();
  TRY(check(module_->C_GetAttributeValue(handle_, object, &asked, 1), "keys: C_GetAttributeValue failed"));
  return value;
}

Result<crypto::SecretBytes> Session::secret_value(CK_OBJECT_HANDLE object) const {
  CK_ATTRIBUTE asked{CKA_VALUE, nullptr, 0};
  TRY(check(module_->C_GetAttributeValue(handle_, object, &asked, 1), "keys: C_GetAttributeValue failed"));
  if (asked.ulValueLen > largest_output) return fail(Code::corrupt, "keys: an attribute is too long");
  crypto::SecretBytes value(asked.ulValueLen);
  asked.pValue = value.writable().data();
  TRY(check(module_->C_GetAttributeValue(handle_, object, &asked, 1), "keys: C_GetAttributeValue failed"));
  return value;
}

void Session::destroy(CK_OBJECT_HANDLE object) const {
  module_->C_DestroyObject(handle_, object);
}

Result<Bytes> Session::encrypt(CK_MECHANISM mechanism, CK_OBJECT_HANDLE key, ByteView plain) const {
  TRY(const auto own, open(module_, slot_));
  TRY(check(module_->C_EncryptInit(own.handle_, &mechanism, key), "keys: C_EncryptInit failed"));
  Bytes out(largest_output);
  CK_ULONG size = out.size();
  TRY(check(module_->C_Encrypt(own.handle_, raw(plain), plain.size(), raw(out), &size),
            "keys: C_Encrypt failed"));
  out.resize(size);
  return out;
}

Result<crypto::SecretBytes> Session::decrypt(CK_MECHANISM mechanism, CK_OBJECT_HANDLE key,
                                             ByteView sealed) const {
  TRY(const auto own, open(module_, slot_));
  TRY(check(module_->C_DecryptInit(own.handle_, &mechanism, key), "keys: C_DecryptInit failed"));
  crypto::SecretBytes out(largest_output);
  CK_ULONG size = out.size();
  TRY(check(module_->C_Decrypt(own.handle_, raw(sealed), sealed.size(), raw(out.view()), &size),
            "keys: the token can't unwrap the key"));
  return crypto::SecretBytes(out.view().first(size));
}

}  // namespace salus::keys
