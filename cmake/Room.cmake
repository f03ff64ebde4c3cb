# SPDX-License-Identifier: Apache-2.0
# add_room: a folder, a namespace, a target and one front door, which sees only what its row names.
#
#   add_room(records PUBLIC policy audit PRIVATE keys store LIBRARIES fmt::fmt HEADERS records.hpp)
#
# PUBLIC rooms appear in the front door's own includes and are exported; PRIVATE ones only in the sources.
# LIBRARIES are third-party and always private. Only HEADERS become visible to others: they are symlinked into
# build/rooms/<room>/<room>/, so that any other include, or one of a room not named here, fails to compile.
# GENERATED headers are made in that folder by a custom command of the room's own.
# Sources are the folder's *.cpp; tests/*_test.cpp become <room>_test, *_fuzz.cpp and *_bench.cpp one target each.
# A test named *_concurrent_test.cpp is a program of its own, which thread sanitizer runs too.

add_custom_target(concurrent_tests)
add_custom_target(fuzzers)

function(add_room room)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE;LIBRARIES;HEADERS;GENERATED;TEST_ROOMS;TEST_LIBRARIES" ${ARGN})
  set(door "${CMAKE_BINARY_DIR}/rooms/${room}")
  set(links)
  foreach(header IN LISTS ARG_HEADERS)
    cmake_path(GET header PARENT_PATH sub)
    file(MAKE_DIRECTORY "${door}/${room}/${sub}")
    file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}/${header}" "${door}/${room}/${header}" SYMBOLIC)
    list(APPEND links "${door}/${room}/${header}")
  endforeach()
  foreach(header IN LISTS ARG_GENERATED)
    list(APPEND links "${door}/${room}/${header}")
  endforeach()

  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  add_library(${room} STATIC ${sources})
  target_sources(${room} PUBLIC FILE_SET HEADERS BASE_DIRS "${door}" FILES ${links})
  target_include_directories(${room} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${room} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} ${ARG_LIBRARIES})

  if(SALUS_TESTS)
    file(GLOB tests CONFIGURE_DEPENDS tests/*_test.cpp)
    file(GLOB concurrent CONFIGURE_DEPENDS tests/*_concurrent_test.cpp)
    list(REMOVE_ITEM tests ${concurrent} "")
    if(tests)
      add_room_test(${room} ${room}_test "" ${tests})
    endif()
    foreach(file IN LISTS concurrent)
      cmake_path(GET file STEM stem)
      add_room_test(${room} ${room}_${stem} concurrent ${file})
    endforeach()
  endif()
  if(SALUS_FUZZ)
    file(GLOB fuzzers CONFIGURE_DEPENDS tests/*_fuzz.cpp)
    foreach(file IN LISTS fuzzers)
      cmake_path(GET file STEM stem)
      add_executable(${stem} ${file})
      target_include_directories(${stem} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
      target_link_libraries(${stem} PRIVATE ${room} ${ARG_PRIVATE} ${ARG_LIBRARIES})
      target_compile_options(${stem} PRIVATE -fsanitize=fuzzer)
      target_link_options(${stem} PRIVATE -fsanitize=fuzzer)
      set_target_properties(${stem} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzzers")
      add_dependencies(fuzzers ${stem})
    endforeach()
  endif()
  if(SALUS_BENCH)
    file(GLOB benches CONFIGURE_DEPENDS tests/*_bench.cpp)
    foreach(file IN LISTS benches)
      cmake_path(GET file STEM stem)
      add_executable(${stem} ${file})
      target_include_directories(${stem} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
      target_link_libraries(${stem} PRIVATE ${room} ${ARG_PRIVATE} ${ARG_LIBRARIES} benchmark)
    endforeach()
  endif()
endfunction()

# One test program of a room. It sees the room's private headers, what tests of several rooms share (tests/support), and
# whatever its caller named as TEST_ROOMS.
function(add_room_test room name label)
  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/tests")
  target_link_libraries(${name} PRIVATE ${room} ${ARG_PRIVATE} ${ARG_LIBRARIES} ${ARG_TEST_ROOMS}
                                        ${ARG_TEST_LIBRARIES} salus_gtest)
  target_precompile_headers(${name} REUSE_FROM salus_gtest)
  target_compile_options(${name} PRIVATE -Wno-conversion)
  target_compile_definitions(${name} PRIVATE
    SALUS_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SALUS_DATA_DIR="${CMAKE_SOURCE_DIR}/../shared/data")
  set(prefix "")
  if(label STREQUAL "concurrent")
    set(prefix "concurrent.")
    add_dependencies(concurrent_tests ${name})
  endif()
  # The name tells the room and whether threads are the subject: a list of labels doesn't survive the discovery.
  gtest_discover_tests(${name} TEST_PREFIX "${prefix}${room}." DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 120
                       PROPERTIES LABELS ${room} TIMEOUT 900)
endfunction()
