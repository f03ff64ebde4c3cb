// SPDX-License-Identifier: Apache-2.0
// A file system under SQLite that counts syncs, can hold or fail them, and knows what a power cut would
// leave.
#pragma once

#include "base/bytes.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include <sqlite3.h>

namespace salus::store {

/// Becomes the default VFS for its lifetime; every file opened meanwhile must be closed before it ends. One
/// at a time. Thread-safe.
class FaultVfs {
 public:
  /// What each file held when it was last synced, by name: the least that survives a power cut.
  using Disk = std::map<std::string, Bytes>;
  /// Called before each sync, on the thread that syncs, with the file's name.
  using Hook = std::function<void(const std::string& name)>;

  FaultVfs() : real_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *real_;
    vfs_.zName = "fault";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultVfs() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  /// Makes the `nth` write or sync from now on fail with `code`, once, a write after half of its bytes; 0 for
  /// none.
  void fail_nth(int nth, int code) {
    const std::scoped_lock lock(mutex_);
    until_fault_ = nth;
    code_ = code;
    faults_ = 0;
  }
  int faults() {
    const std::scoped_lock lock(mutex_);
    return faults_;
  }
  void before_sync(Hook hook) {
    const std::scoped_lock lock(mutex_);
    hook_ = std::move(hook);
  }
  /// Of one file.
  int syncs(const std::filesystem::path& file) {
    const std::scoped_lock lock(mutex_);
    return syncs_[file.filename()];
  }
  /// Starts to copy what is synced.
  void remember() {
    const std::scoped_lock lock(mutex_);
    remembering_ = true;
  }
  Disk disk() {
    const std::scoped_lock lock(mutex_);
    return disk_;
  }

 private:
  struct File {
    sqlite3_file base;
    FaultVfs* owner;
    const char* name;  ///< SQLite keeps it while the file is open
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    const sqlite3_io_methods& methods() { return *real()->pMethods; }
    std::string leaf() const { return std::filesystem::path(name == nullptr ? "" : name).filename(); }
  };
  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* self = static_cast<FaultVfs*>(vfs->pAppData);
    File& opened = of(file);
    opened.base.pMethods = nullptr;
    opened.owner = self;
    opened.name = name;
    const int code = self->real_->xOpen(self->real_, name, opened.real(), flags, out);
    if (opened.real()->pMethods != nullptr) opened.base.pMethods = &forwarding();
    return code;
  }

  // SQLite syncs the folder no later than the next file that it makes there.
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    auto* self = static_cast<FaultVfs*>(vfs->pAppData);
    const int code = self->real_->xDelete(self->real_, name, sync_folder);
    const std::scoped_lock lock(self->mutex_);
    if (code == SQLITE_OK) self->disk_.erase(std::filesystem::path(name).filename());
    return code;
  }

  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
    File& of_file = of(file);
    const int fault = of_file.owner->next_fault();
    const int code = of_file.methods().xWrite(of_file.real(), data, fault == SQLITE_OK ? size : size / 2, at);
    return fault == SQLITE_OK ? code : fault;
  }

  static int sync(sqlite3_file* file, int flags) {
    File& of_file = of(file);
    FaultVfs& self = *of_file.owner;
    Hook hook;
    {
      const std::scoped_lock lock(self.mutex_);
      ++self.syncs_[of_file.leaf()];
      hook = self.hook_;
    }
    if (hook) hook(of_file.leaf());
    if (const int fault = self.next_fault(); fault != SQLITE_OK) return fault;
    const int code = of_file.methods().xSync(of_file.real(), flags);
    if (code == SQLITE_OK) self.keep(of_file);
    return code;
  }

  // Through SQLite's own handle: opening and closing the file once more would drop its locks.
  void keep(File& file) {
    const std::scoped_lock lock(mutex_);
    if (!remembering_) return;
    sqlite3_int64 size = 0;
    file.methods().xFileSize(file.real(), &size);
    Bytes content(static_cast<std::size_t>(size));
    file.methods().xRead(file.real(), content.data(), static_cast<int>(size), 0);
    disk_[file.leaf()] = std::move(content);
  }

  int next_fault() {
    const std::scoped_lock lock(mutex_);
    if (until_fault_ == 0) return SQLITE_OK;
    --until_fault_;
    if (until_fault_ != 0) return SQLITE_OK;
    ++faults_;
    return code_;
  }

  static const sqlite3_io_methods& forwarding() {
    static const sqlite3_io_methods methods = [] {
      sqlite3_io_methods m{};
      m.iVersion = 2;
      m.xClose = [](sqlite3_file* f) { return of(f).methods().xClose(of(f).real()); };
      m.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
        return of(f).methods().xRead(of(f).real(), to, size, at);
      };
      m.xWrite = write;
      m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
        return of(f).methods().xTruncate(of(f).real(), size);
      };
      m.xSync = sync;
      m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
        return of(f).methods().xFileSize(of(f).real(), size);
      };
      m.xLock = [](sqlite3_file* f, int level) { return of(f).methods().xLock(of(f).real(), level); };
      m.xUnlock = [](sqlite3_file* f, int level) { return of(f).methods().xUnlock(of(f).real(), level); };
      m.xCheckReservedLock = [](sqlite3_file* f, int* held) {
        return of(f).methods().xCheckReservedLock(of(f).real(), held);
      };
      m.xFileControl = [](sqlite3_file* f, int what, void* data) {
        return of(f).methods().xFileControl(of(f).real(), what, data);
      };
      m.xSectorSize = [](sqlite3_file* f) { return of(f).methods().xSectorSize(of(f).real()); };
      m.xDeviceCharacteristics = [](sqlite3_file* f) {
        return of(f).methods().xDeviceCharacteristics(of(f).real());
      };
      m.xShmMap = [](sqlite3_file* f, int region, int size, int extend, void volatile** at) {
        return of(f).methods().xShmMap(of(f).real(), region, size, extend, at);
      };
      m.xShmLock = [](sqlite3_file* f, int offset, int count, int flags) {
        return of(f).methods().xShmLock(of(f).real(), offset, count, flags);
      };
      m.xShmBarrier = [](sqlite3_file* f) { of(f).methods().xShmBarrier(of(f).real()); };
      m.xShmUnmap = [](sqlite3_file* f, int remove) {
        return of(f).methods().xShmUnmap(of(f).real(), remove);
      };
      return m;
    }();
    return methods;
  }

  sqlite3_vfs vfs_{};
  sqlite3_vfs* real_;
  std::mutex mutex_;
  Hook hook_;
  std::map<std::string, int> syncs_;
  Disk disk_;
  bool remembering_ = false;
  int until_fault_ = 0;
  int code_ = SQLITE_OK;
  int faults_ = 0;
};

/// Puts what a power cut would have left into a folder.
inline void restore(const FaultVfs::Disk& disk, const std::filesystem::path& folder) {
  for (const auto& [name, content] : disk) {
    std::ofstream out(folder / name, std::ios::binary);
    out << as_text(content);
  }
}

}  // namespace salus::store
