# SPDX-License-Identifier: Apache-2.0
# Tests of what must not compile, each beside a twin that differs in that one thing and does.
#
#   add_compile_tests(policy tests/compile)
#
# Each *.cpp of the folder is compiled twice with -fsyntax-only: as it is, which must succeed, and with REFUSED defined,
# which must fail with the diagnostic that its comment names (a bare WILL_FAIL would pass on any typo). Another comment
# names the rooms whose front doors it includes; it is left out where those aren't built.
#
#   // rooms: policy audit
#   // refused: error: .*Receipt.*private

function(add_compile_tests name folder)
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  if(NOT SALUS_ROOMS)
    message(FATAL_ERROR "SALUS_ROOMS is empty: every compile test of ${name} would be left out without a word")
  endif()
  set(includes)
  foreach(room IN LISTS SALUS_ROOMS)
    list(APPEND includes "-I${CMAKE_BINARY_DIR}/rooms/${room}")
  endforeach()
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM stem)
    file(STRINGS ${source} rooms REGEX "^// rooms: ")
    file(STRINGS ${source} refused REGEX "^// refused: ")
    string(REGEX REPLACE "^// rooms: " "" rooms "${rooms}")
    string(REGEX REPLACE "^// refused: " "" refused "${refused}")
    if(NOT refused MATCHES "^error: ")
      message(FATAL_ERROR "${source}: no line '// refused: error: …'")
    endif()
    separate_arguments(rooms)
    list(REMOVE_ITEM rooms ${SALUS_ROOMS})
    if(rooms)
      continue()
    endif()
    set(compile ${CMAKE_CXX_COMPILER} -std=c++23 -fsyntax-only -fPIE -DBOOST_ASIO_SEPARATE_COMPILATION
                -DBOOST_ASIO_NO_DEPRECATED -DBOOST_ASIO_DISABLE_BOOST_COROUTINE ${includes} ${source})
    add_test(NAME ${name}.compile.${stem}.allowed COMMAND ${compile})
    add_test(NAME ${name}.compile.${stem}.refused COMMAND ${compile} -DREFUSED)
    set_tests_properties(${name}.compile.${stem}.refused PROPERTIES PASS_REGULAR_EXPRESSION "${refused}")
    set_tests_properties(${name}.compile.${stem}.allowed ${name}.compile.${stem}.refused PROPERTIES
      LABELS "${name};compile" ENVIRONMENT LC_ALL=C TIMEOUT 120)
  endforeach()
endfunction()
