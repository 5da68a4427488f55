// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "stacks.hpp"

#include <stdexcept>

std::ostream& operator<<(std::ostream& out, stack which) {
    switch (which) {
    case stack::curl: return out << "libcurl";
    case stack::beast: return out << "Boost.Beast";
    case stack::httplib: return out << "cpp-httplib";
    case stack::qt: return out << "Qt";
    }
    return out << "unknown";
}

any_transport make_transport(stack which, transport_settings const& wanted) {
    switch (which) {
    case stack::curl: return make_curl_transport(wanted);
    case stack::beast: return make_beast_transport(wanted);
    case stack::httplib:
#if defined(CONNECTPSP_TEST_HTTPLIB)
        return make_httplib_transport(wanted);
#else
        break;
#endif
    case stack::qt:
#if defined(CONNECTPSP_TEST_QT)
        return make_qt_transport(wanted);
#else
        break;
#endif
    }
    throw std::invalid_argument{"no such HTTP stack"};
}
