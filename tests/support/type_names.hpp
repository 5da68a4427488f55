// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_TESTS_SUPPORT_TYPE_NAMES_HPP
#define CONNECTPSP_TESTS_SUPPORT_TYPE_NAMES_HPP

#include <boost/core/type_name.hpp>

#include <string>

namespace connectpsp::test {

/// Returns the name of a type without its namespaces.
template <class T>
std::string name_of() {
    std::string const name = boost::core::type_name<T>();
    return name.substr(name.rfind(':') + 1);
}

} // namespace connectpsp::test

#endif
