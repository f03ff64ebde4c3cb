# SPDX-License-Identifier: Apache-2.0
# Language, warnings and hardening that every target shares, and the libraries that rooms may name.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

option(SALUS_TESTS "Build the tests" ON)
option(SALUS_FUZZ "Build the fuzz targets (clang only)" OFF)
option(SALUS_BENCH "Build the benchmarks" OFF)
set(SALUS_SANITIZE "" CACHE STRING "Sanitizers for every target, as -fsanitize takes them")

find_program(CCACHE ccache)
if(CCACHE)
  # Clones and work trees of the same commit share their objects.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
                                  CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wold-style-cast -Wnon-virtual-dtor
                    -Woverloaded-virtual -Werror -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=
                    -fstack-protector-strong -fPIE -D_GLIBCXX_ASSERTIONS)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wshadow=local -fpch-preprocess -Wno-maybe-uninitialized) # false positives on coroutine frames in g++ 12
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # `namespace salus::base` reopens the inline namespace that the headers declare.
  add_compile_options(-Wno-inline-namespace-reopened-noninline)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-D_FORTIFY_SOURCE=2)
  add_compile_options(-Wno-restrict) # false positives on string concatenation in g++ 12 (PR 105329)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    add_compile_options(-Wno-stringop-overflow -Wno-array-bounds) # false positives on appending to a vector in g++ 14
  endif()
endif()
add_link_options(-pie -Wl,-z,relro,-z,now)
if(SALUS_SANITIZE)
  add_compile_options(-fsanitize=${SALUS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SALUS_SANITIZE})
  if(SALUS_SANITIZE MATCHES "undefined")
    # The vptr check opens a pipe to look at memory, so that in a program out of descriptors, which a test of http
    # makes, every object looks foreign to it. It costs a quarter of the compile time besides.
    add_compile_options(-fno-sanitize=vptr)
  endif()
  if(SALUS_SANITIZE MATCHES "thread")
    add_compile_options(-Wno-tsan) # Asio uses fences; it runs clean
  endif()
endif()

find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
pkg_check_modules(SQLCIPHER REQUIRED IMPORTED_TARGET sqlcipher)
pkg_check_modules(P11KIT REQUIRED IMPORTED_TARGET p11-kit-1)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(TOMLPP REQUIRED IMPORTED_TARGET tomlplusplus)
find_package(simdjson REQUIRED)
find_package(CLI11 REQUIRED)

# Asio and Beast are compiled once, in base and http; everyone else sees declarations.
add_library(salus_boost INTERFACE)
target_compile_definitions(salus_boost INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
                           BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)
target_link_libraries(salus_boost INTERFACE Threads::Threads)

if(SALUS_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_library(salus_gtest STATIC ${CMAKE_SOURCE_DIR}/cmake/gtest.cpp)
  target_link_libraries(salus_gtest PUBLIC GTest::gmock GTest::gtest GTest::gtest_main)
  target_precompile_headers(salus_gtest PUBLIC <gmock/gmock.h> <gtest/gtest.h>)
endif()
